import { useQuery } from "@tanstack/react-query";
import { lazy, Suspense } from "react";
import { useParams, useSearchParams } from "react-router";
import { dagQuery } from "../api/dags";
import { sourceQuery, versionsQuery } from "../api/versions";
import { Answer } from "../design/Answer";
import { Empty } from "../design/Empty";
import { Loading } from "../design/Loading";
import { short } from "../design/time";
import { useZone } from "../design/useZone";

// The highlighter is only for this tab.
const Source = lazy(() => import("./Source"));

export function DagCode() {
  const { dagId = "" } = useParams();
  const [params, setParams] = useSearchParams();
  const [zone] = useZone();
  const chosen = params.get("version");
  const versions = useQuery(versionsQuery(dagId)).data?.dag_versions ?? [];
  const file = useQuery(dagQuery(dagId)).data?.fileloc ?? "";
  const query = useQuery(sourceQuery(dagId, chosen === null ? null : Number(chosen)));
  return (
    <div className="stack">
      <div className="row">
        <span className="mono muted">{file}</span>
        {versions.length > 1 && (
          <label className="row push">
            Version
            <select
              className="input"
              value={chosen ?? versions[0]?.version_number}
              onChange={(event) => {
                setParams({ version: event.target.value }, { replace: true });
              }}
            >
              {versions.map((version) => (
                <option key={version.id} value={version.version_number}>
                  {version.version_number} · {short(version.created_at, zone)}
                </option>
              ))}
            </select>
          </label>
        )}
      </div>
      <Answer query={query} what="the code">
        {({ content }) =>
          content === null || content === "" ? (
            <Empty title="The source of this version is not stored" />
          ) : (
            <Suspense fallback={<Loading what="the code" />}>
              <Source text={content} python={file.endsWith(".py")} />
            </Suspense>
          )
        }
      </Answer>
    </div>
  );
}
