import { ApiError } from "../api/http";

/** What went wrong in the server's own words, and a way to try once more. */
export function Failure({ error, what, retry }: { error: unknown; what: string; retry?: () => void }) {
  const status = error instanceof ApiError && error.status > 0 ? ` (${error.status})` : "";
  return (
    <div className="notice danger" role="alert">
      <div>
        <strong>
          Could not {what}
          {status}
        </strong>
        <div>{error instanceof Error ? error.message : String(error)}</div>
      </div>
      {retry && (
        <button type="button" className="button" onClick={retry}>
          Try again
        </button>
      )}
    </div>
  );
}
