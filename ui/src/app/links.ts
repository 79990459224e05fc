/** The addresses of the pages, each written once. Ids may hold `+`, `:` and `/`. */
const part = encodeURIComponent;

export const dagLink = (dagId: string) => `/dags/${part(dagId)}`;

export const runLink = (dagId: string, runId: string) => `${dagLink(dagId)}/runs/${part(runId)}`;

export function taskLink(dagId: string, runId: string, taskId: string, mapIndex = -1): string {
  const link = `${runLink(dagId, runId)}/tasks/${part(taskId)}`;
  return mapIndex < 0 ? link : `${link}?map_index=${mapIndex}`;
}
