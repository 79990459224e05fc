import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
// The general styles come first: what a feature says about its own parts must win.
import "./design/tokens.css";
import "./design/base.css";
import "./design/controls.css";
import "./design/surfaces.css";
import { loadConfig } from "./signIn/config";
import { current } from "./signIn/current";
import { Session } from "./signIn/session";
import { SignInFailed } from "./signIn/SignInFailed";

const element = document.getElementById("root");
if (element === null) throw new Error("index.html has no #root");
const root = createRoot(element);

async function signedIn(): Promise<boolean> {
  const config = await loadConfig();
  if (config === null) return true;
  current.session = new Session(config, {
    go: (url) => {
      location.assign(url);
    },
    page: () => location.pathname + location.search + location.hash,
    replace: (page) => {
      history.replaceState(null, "", page);
    },
    storage: sessionStorage,
  });
  return current.session.start(new URL(location.href));
}

/** Asks the sign-in page again; without one to ask, everything again. */
function retry(): void {
  const { session } = current;
  if (session === null) location.reload();
  else void session.signIn(location.pathname + location.search).catch(fail);
}

function fail(error: unknown): void {
  root.render(<SignInFailed error={error} onRetry={retry} />);
}

async function start(): Promise<void> {
  if (!(await signedIn())) return;
  // The router reads the address when it is loaded: only now is it the page to show.
  const { App } = await import("./app/App");
  root.render(
    <StrictMode>
      <App />
    </StrictMode>,
  );
}

start().catch(fail);
