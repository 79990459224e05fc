import dayjs from "dayjs";
import relativeTime from "dayjs/plugin/relativeTime";
import utc from "dayjs/plugin/utc";

dayjs.extend(utc);
dayjs.extend(relativeTime);

/** Schedules are in UTC unless a DAG says otherwise, so UTC is the default; readers may prefer their own clock. */
export type Zone = "utc" | "local";

const at = (moment: string, zone: Zone) => (zone === "utc" ? dayjs.utc(moment) : dayjs(moment));

export const absolute = (moment: string, zone: Zone) =>
  at(moment, zone).format("YYYY-MM-DD HH:mm:ss") + (zone === "utc" ? " UTC" : dayjs(moment).format(" Z"));

export function short(moment: string, zone: Zone, now = new Date()): string {
  const time = at(moment, zone);
  return time.format(
    time.year() === at(now.toISOString(), zone).year() ? "MMM D, HH:mm:ss" : "YYYY-MM-DD HH:mm",
  );
}

export const clock = (moment: string, zone: Zone) => at(moment, zone).format("HH:mm:ss.SSS");

export const relative = (moment: string) => dayjs(moment).fromNow();

/** The value of a `datetime-local` input, read in the zone the reader chose. */
export function fromInput(value: string, zone: Zone): string | null {
  if (value === "") return null;
  const time = zone === "utc" ? dayjs.utc(value) : dayjs(value);
  return time.isValid() ? time.toISOString() : null;
}

/** `4.2 s`, `3 m 07 s`, `2 h 05 m`, `3 d 04 h`: two units are enough to judge by. */
export function duration(seconds: number): string {
  if (seconds < 60) return `${seconds < 10 ? seconds.toFixed(1) : Math.round(seconds)} s`;
  const whole = Math.round(seconds);
  const two = (n: number) => String(n).padStart(2, "0");
  if (whole < 3600) return `${Math.floor(whole / 60)} m ${two(whole % 60)} s`;
  if (whole < 86_400) return `${Math.floor(whole / 3600)} h ${two(Math.floor((whole % 3600) / 60))} m`;
  return `${Math.floor(whole / 86_400)} d ${two(Math.floor((whole % 86_400) / 3600))} h`;
}

/** How long something took, or has been under way. */
export function elapsed(start: string | null, end: string | null, now = Date.now()): number | null {
  if (start === null) return null;
  return Math.max(0, ((end === null ? now : Date.parse(end)) - Date.parse(start)) / 1000);
}
