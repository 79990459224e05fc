import { stored } from "./stored";
import type { Zone } from "./time";

export const useZone = stored<Zone>("updraft.zone", "utc", (value) => value === "utc" || value === "local");
