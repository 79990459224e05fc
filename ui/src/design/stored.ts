import { useSyncExternalStore } from "react";

/** A choice kept in this browser, the same in every component that reads it. */
export function stored<T extends string>(key: string, initial: T, known: (value: string) => boolean) {
  const listeners = new Set<() => void>();
  let current = initial;
  try {
    const kept = localStorage.getItem(key);
    if (kept !== null && known(kept)) current = kept as T;
  } catch {
    // Storage can be forbidden; the choice then lasts as long as the page.
  }

  const subscribe = (listener: () => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  };
  const choose = (value: T) => {
    current = value;
    try {
      localStorage.setItem(key, value);
    } catch {
      // As above.
    }
    for (const listener of listeners) listener();
  };

  return function useStored(): [T, (value: T) => void] {
    return [useSyncExternalStore(subscribe, () => current), choose];
  };
}
