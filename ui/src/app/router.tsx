import { createBrowserRouter } from "react-router";
import { DagCode } from "../dags/DagCode";
import { DagDetailsTab } from "../dags/DagDetailsTab";
import { DagGraph } from "../dags/DagGraph";
import { DagPage } from "../dags/DagPage";
import { DagsPage } from "../dags/DagsPage";
import { GridTab } from "../grid/GridTab";
import { ImportErrorsPage } from "../importErrors/ImportErrorsPage";
import { PoolsPage } from "../pools/PoolsPage";
import { RunPage } from "../runs/RunPage";
import { RunsTab } from "../runs/RunsTab";
import { TaskPage } from "../tasks/TaskPage";
import { Crash } from "./Crash";
import { NotFound } from "./NotFound";
import { Shell } from "./Shell";

export const router = createBrowserRouter([
  {
    element: <Shell />,
    errorElement: <Crash />,
    children: [
      { path: "/", element: <DagsPage /> },
      { path: "/import-errors", element: <ImportErrorsPage /> },
      { path: "/pools", element: <PoolsPage /> },
      {
        path: "/dags/:dagId",
        element: <DagPage />,
        children: [
          { index: true, element: <GridTab /> },
          { path: "graph", element: <DagGraph /> },
          { path: "runs", element: <RunsTab /> },
          { path: "code", element: <DagCode /> },
          { path: "details", element: <DagDetailsTab /> },
        ],
      },
      { path: "/dags/:dagId/runs/:runId", element: <RunPage /> },
      { path: "/dags/:dagId/runs/:runId/tasks/:taskId", element: <TaskPage /> },
      { path: "*", element: <NotFound /> },
    ],
  },
]);
