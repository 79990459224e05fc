import { useRouteError } from "react-router";
import { Failure } from "../design/Failure";

/** A page that broke: say what, and offer the one thing that can help. */
export function Crash() {
  const error = useRouteError();
  return (
    <div style={{ padding: 24 }}>
      <Failure
        error={error}
        what="show this page"
        retry={() => {
          location.reload();
        }}
      />
    </div>
  );
}
