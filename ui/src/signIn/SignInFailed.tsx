import { Mark } from "../app/Mark";
import { SignInError, type SignInFault } from "./SignInError";
import "./signIn.css";

const words: Record<SignInFault, [title: string, advice: string]> = {
  denied: [
    "You were not let in",
    "The sign-in page refused. Ask whoever runs this deployment for an account.",
  ],
  expired: ["This sign-in has expired", "It took too long, or was used already. Sign in once more."],
  clock: [
    "The clocks do not agree",
    "Your sign-in is not yet, or no longer, valid by this machine's clock. Set its time, then sign in once more.",
  ],
  refused: ["The sign-in did not work", "The issuer's answer is not what this deployment expects."],
  unreachable: ["The sign-in cannot be reached", "Check your connection, then try once more."],
};

/** Instead of the app: why nobody is signed in, and what to do. */
export function SignInFailed({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  const fault = error instanceof SignInError ? error.fault : "unreachable";
  const [title, advice] = words[fault];
  return (
    <main className="sign-in-failed" data-fault={fault}>
      <Mark />
      <h1>{title}</h1>
      <p>{advice}</p>
      <p className="muted">{error instanceof Error ? error.message : String(error)}</p>
      <button type="button" className="button primary" onClick={onRetry}>
        Sign in
      </button>
    </main>
  );
}
