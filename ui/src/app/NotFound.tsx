import { Link } from "react-router";
import { Empty } from "../design/Empty";
import { useTitle } from "../design/useTitle";

export function NotFound() {
  useTitle("Not found");
  return (
    <Empty title="There is no such page">
      <Link to="/">All DAGs</Link>
    </Empty>
  );
}
