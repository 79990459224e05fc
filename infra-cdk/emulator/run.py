"""Runs a DAG through a stack in MiniStack: from the upload of its file to the run's success.

The functions are the very jars that `cdk deploy` uploads, attached to the stack's queues and tables
by Lambda's runtime client. With a worker in the executor's jar, the second task runs on it.
"""

import argparse
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
import zipfile
from pathlib import Path

from deploy import REGION, client

HOME = Path(__file__).resolve().parents[2]
START_SECONDS_MAX = 60
RUN_SECONDS_MAX = 90
STOP_SECONDS_MAX = 20
WORKER = "dev.updraft.executor.entry.Worker"
DAG = """
emulated:
  schedule: null
  tasks:
    first:
      operator: airflow.providers.standard.operators.bash.BashOperator
      bash_command: echo "{{ run_id }} is fine"
    second:
      operator: airflow.providers.standard.operators.bash.BashOperator
      bash_command: 'test "{{ ti.xcom_pull(task_ids=''first'') }}" != ""'
      dependencies: [first]
"""


def free_port():
    """A port nothing listens on."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def until(what, seconds, look):
    """Looks until there is an answer, for some seconds."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        found = look()
        if found:
            return found
        time.sleep(0.2)
    raise SystemExit(f"{what}: not within {seconds} s")


def call(url, body=None):
    """The JSON that the API answers, or None while it has none."""
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(url, data, {"Content-Type": "application/json"})
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:
            return json.load(answer)
    except urllib.error.HTTPError as error:
        if error.code in (404, 500, 503):
            return None
        raise SystemExit(f"{url} answers {error.code}: {error.read().decode()}") from error
    except (urllib.error.URLError, ConnectionError):
        return None


class Started:
    """Processes with their logs, stopped by their ids at the end."""

    def __init__(self, logs):
        self.logs = logs
        self.processes = []

    def start(self, name, command, **options):
        """Starts one, whose output goes to a log of its name."""
        with (self.logs / f"{name}.log").open("wb") as log:
            process = subprocess.Popen(command, stdout=log, stderr=subprocess.STDOUT, **options)
        self.processes.append((name, process))
        return process

    def alive(self):
        """Nothing, or the end with what it said, if one has ended."""
        for name, process in self.processes:
            if process.poll() is not None:
                said = (self.logs / f"{name}.log").read_text()[-4000:]
                raise SystemExit(f"{name} ended with {process.returncode}:\n{said}")

    def stop(self):
        """Stops all, the last first."""
        for _, process in reversed(self.processes):
            process.send_signal(signal.SIGTERM)
            try:
                process.wait(STOP_SECONDS_MAX)
            except subprocess.TimeoutExpired:
                process.kill()


def emulator(started, endpoint):
    """Starts MiniStack and waits till it answers."""
    port = endpoint.rsplit(":", 1)[1]
    environment = dict(
        os.environ,
        BIND_HOST="127.0.0.1",
        GATEWAY_PORT=port,
        LOG_LEVEL="WARNING",
        TMPDIR=str(started.logs),
    )
    started.start("ministack", [str(Path(sys.executable).with_name("ministack"))], env=environment)

    def answers():
        started.alive()
        try:
            return client(endpoint, "sts").get_caller_identity()
        except Exception:
            return None

    until("MiniStack", START_SECONDS_MAX, answers)


def attach(started, java, made, environment):
    """Starts the functions and answers where the API is."""
    standalone = HOME / "standalone"
    parts = ("test-classes", "classes", "lib/*")
    path = os.pathsep.join(str(standalone / "target" / part) for part in parts)
    main = "dev.updraft.standalone.lambda.AttachedStack"
    options = ["--enable-native-access=ALL-UNNAMED", "-cp", path, main]
    command = [java, *options, str(made), str(started.logs)]
    started.start("attached", command, env=environment, cwd=standalone)
    log = started.logs / "attached.log"

    def said():
        started.alive()
        lines = [line.split() for line in log.read_text().splitlines()]
        return next((line[1] for line in lines if line[:1] == ["attached"]), None)

    url = until("the functions", START_SECONDS_MAX, said)
    print(log.read_text(), end="")
    return url


def work(started, java, made, environment, url):
    """Starts a worker of the queue `default`, if the jar has one. Answers whether it does."""
    jar = HOME / "executor-lambda/target/executor-lambda.jar"
    with zipfile.ZipFile(jar) as classes:
        if WORKER.replace(".", "/") + ".class" not in classes.namelist():
            return False
    given = {
        "UPDRAFT_PREFIX": made["outputs"]["Prefix"],
        "UPDRAFT_API_URL": f"{url}/",
        "UPDRAFT_QUEUES": "default",
        "UPDRAFT_WORKER_ATTEMPTS": "4",
    }
    command = [java, "--enable-native-access=ALL-UNNAMED", "-cp", str(jar), WORKER]
    started.start("worker", command, env=environment | given, cwd=started.logs)
    return True


def updraft(java, environment, *arguments):
    """How `updraft` ends, a user's command with what the user's shell says."""
    standalone = HOME / "standalone/target"
    path = os.pathsep.join(str(standalone / part) for part in ("classes", "lib/*"))
    main = "dev.updraft.standalone.Main"
    command = [java, "--enable-native-access=ALL-UNNAMED", "-cp", path, main, *arguments]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


def status(java, environment):
    """What `updraft status` says of the stack. The emulator does not serve the API's address."""
    done = updraft(java, environment, "status")
    print(done.stdout)
    problems = [line for line in done.stdout.splitlines() if line.startswith("problem:")]
    if len(problems) != 1 or not problems[0].startswith("problem: the API at "):
        raise SystemExit(f"updraft status ended with {done.returncode}: {done.stderr}")


def upload(java, environment, made, dag):
    """Uploads the DAG's file as a user does: to the bucket that the stack's outputs name."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "emulated.yml").write_text(dag)
        done = updraft(java, environment, "dags", "sync", folder, made["outputs"]["DagBucket"])
    print(done.stdout)
    if done.returncode:
        raise SystemExit(f"updraft dags sync ended with {done.returncode}: {done.stderr}")


def run(started, url):
    """Triggers the DAG and answers how its run ended."""
    dag = f"{url}/api/v2/dags/emulated"
    until("the DAG", RUN_SECONDS_MAX, lambda: started.alive() or call(dag))
    begun = time.monotonic()
    run_id = call(f"{dag}/dagRuns", {"logical_date": None})["dag_run_id"]

    def ended():
        started.alive()
        found = call(f"{dag}/dagRuns/{run_id}")
        return found if found and found["state"] in ("success", "failed") else None

    state = until("the run's end", RUN_SECONDS_MAX, ended)["state"]
    throttled = (started.logs / "attached.log").read_text().count("throttled ")
    print(f"{throttled} calls of runners were throttled")
    if not throttled:
        raise SystemExit("no call was throttled, so it was not seen that runners ask again")
    instances = call(f"{dag}/dagRuns/{run_id}/taskInstances")["task_instances"]
    for one in instances:
        print(f"{one['task_id']}: {one['state']} by executor {one.get('executor')}")
        if one["state"] == "failed":
            said = f"{dag}/dagRuns/{run_id}/taskInstances/{one['task_id']}/logs/{one['try_number']}"
            print(json.dumps(call(said), indent=1))
    print(f"the run ended as {state} after {time.monotonic() - begun:.1f} s")
    return state


def main():
    """From the start of the emulator to the end of the run."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("assembly", type=Path, help="the folder that infra-cdk/synth wrote")
    parser.add_argument("logs", type=Path, help="a folder for what is written meanwhile")
    parser.add_argument("--java", default="java", help="the java of a JDK 25")
    given = parser.parse_args()
    given.logs.mkdir(parents=True, exist_ok=True)
    logs = given.logs.resolve()
    endpoint = f"http://127.0.0.1:{free_port()}"
    environment = {
        "PATH": os.environ["PATH"],
        "AWS_ENDPOINT_URL": endpoint,
        "AWS_ACCESS_KEY_ID": "test",
        "AWS_SECRET_ACCESS_KEY": "test",
        "AWS_REGION": REGION,
    }
    started = Started(logs)
    try:
        emulator(started, endpoint)
        path = logs / "made.json"
        deploy = [sys.executable, Path(__file__).with_name("deploy.py"), given.assembly, path]
        if subprocess.run([*deploy, "--endpoint", endpoint], check=False).returncode:
            raise SystemExit("the stack was not made as it should be")
        made = json.loads(path.read_text())
        url = attach(started, given.java, path, environment)
        on_worker = work(started, given.java, made, environment, url)
        dag = DAG + ("      executor: worker\n" if on_worker else "")
        status(given.java, environment)
        upload(given.java, environment, made, dag)
        return 0 if run(started, url) == "success" else 1
    finally:
        started.stop()


if __name__ == "__main__":
    sys.exit(main())
