"""What the scan for published faults asks, and what it makes of the answer, with a server that is none of OSV's."""

import http.server
import importlib.machinery
import importlib.util
import json
import pathlib
import threading
import unittest

PATH = pathlib.Path(__file__).resolve().parent.parent / "scan"
LOADER = importlib.machinery.SourceFileLoader("scan", str(PATH))
SPEC = importlib.util.spec_from_loader("scan", LOADER)
assert SPEC is not None
scan = importlib.util.module_from_spec(SPEC)
LOADER.exec_module(scan)


class Osv(http.server.BaseHTTPRequestHandler):
    """Knows one fault."""

    def do_POST(self) -> None:
        """Answers a batch."""
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        results = [
            {"vulns": [{"id": "GHSA-1"}]} if query["version"] == "2.17.1" else {}
            for query in asked["queries"]
        ]
        body = json.dumps({"results": results}).encode()
        self.send_response(200)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Says nothing."""


class Scan(unittest.TestCase):
    """Lock files in, faults out."""

    def test_what_lock_files_pin_is_found(self) -> None:
        tree = "dev.updraft:core:jar:0.1.0\n+- org.a:b-c:jar:1.2.3:compile\n|  \\- x.y:z:so:linux:4:runtime\n"
        self.assertEqual(
            {("Maven", "org.a:b-c", "1.2.3"), ("Maven", "x.y:z", "4")}, scan.maven(tree)
        )
        lock = '{"packages": {"": {"version": "1"}, "node_modules/a/node_modules/@b/c": {"version": "2.0.0"}}}'
        self.assertEqual({("npm", "@b/c", "2.0.0")}, scan.npm(lock))
        self.assertEqual(
            {("PyPI", "pyyaml", "6.0.3")}, scan.python("PyYAML==6.0.3 \\\n    --hash=sha256:1\n")
        )

    def test_a_fault_is_told_of_its_package_alone(self) -> None:
        server = http.server.HTTPServer(("127.0.0.1", 0), Osv)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        self.addCleanup(server.server_close)
        self.addCleanup(server.shutdown)
        scan.OSV_URL = f"http://127.0.0.1:{server.server_port}"
        old, new = ("Maven", "a:b", "2.17.1"), ("Maven", "a:b", "2.25.5")
        self.assertEqual({old: ["GHSA-1"]}, scan.faults([old, new]))


if __name__ == "__main__":
    unittest.main()
