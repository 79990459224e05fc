import { useZone } from "../design/useZone";

export function ZoneButton() {
  const [zone, setZone] = useZone();
  const other = zone === "utc" ? "local" : "utc";
  const name = zone === "utc" ? "UTC" : "Local";
  return (
    <button
      type="button"
      className="button quiet"
      title={`Times are shown in ${name === "UTC" ? "UTC" : "your own time zone"}`}
      aria-label={`Times in ${name}. Change to ${other === "utc" ? "UTC" : "local time"}`}
      onClick={() => {
        setZone(other);
      }}
    >
      {name}
    </button>
  );
}
