import type { ReactNode } from "react";
import { Empty } from "../design/Empty";
import { useMe } from "./useMe";

/** Who is in no group may see nothing: one sentence instead of a page of refusals. */
export function NoRole({ children }: { children: ReactNode }) {
  const { data } = useMe();
  if (data?.role !== "Public") return children;
  return (
    <Empty title="You are signed in, but have no role here yet">
      Ask whoever runs this deployment to put you into one of the groups Viewer, User, Op or Admin; then sign
      in once more.
    </Empty>
  );
}
