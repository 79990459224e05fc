import { absolute, relative, short } from "./time";
import { useZone } from "./useZone";

interface Props {
  moment: string | null;
  /** `relative` for what matters by its distance from now; the other form is on hover. */
  as?: "short" | "relative";
}

export function Time({ moment, as = "short" }: Props) {
  const [zone] = useZone();
  if (moment === null) return <span className="muted">–</span>;
  const [text, hover] =
    as === "relative"
      ? [relative(moment), absolute(moment, zone)]
      : [short(moment, zone), `${absolute(moment, zone)} (${relative(moment)})`];
  return (
    <time className="nowrap" dateTime={moment} title={hover}>
      {text}
    </time>
  );
}
