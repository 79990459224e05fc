import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { importErrorsQuery } from "../api/importErrors";
import { Answer } from "../design/Answer";
import { Empty } from "../design/Empty";
import { Pager } from "../design/Pager";
import { Time } from "../design/Time";
import { useTitle } from "../design/useTitle";
import "./importErrors.css";

const limit = 50;

export function ImportErrorsPage() {
  useTitle("Import errors");
  const [offset, setOffset] = useState(0);
  const query = useQuery(importErrorsQuery({ limit, offset }));
  return (
    <div className="stack">
      <h1>Import errors</h1>
      <Answer query={query} what="the import errors">
        {({ import_errors, total_entries }) =>
          import_errors.length === 0 ? (
            <Empty title="No import errors">Every DAG file could be read.</Empty>
          ) : (
            <>
              {import_errors.map((error) => (
                <article key={error.import_error_id} className="panel import-error">
                  <header className="row">
                    <h2 className="mono">{error.filename}</h2>
                    {error.bundle_name !== null && <span className="chip">{error.bundle_name}</span>}
                    <span className="push muted">
                      <Time moment={error.timestamp} />
                    </span>
                  </header>
                  {/* Focusable, so that a long line can be scrolled with the keyboard. */}
                  <pre tabIndex={0}>{error.stack_trace}</pre>
                </article>
              ))}
              <Pager offset={offset} limit={limit} total={total_entries} onOffset={setOffset} />
            </>
          )
        }
      </Answer>
    </div>
  );
}
