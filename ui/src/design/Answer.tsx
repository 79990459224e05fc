import type { UseQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { Failure } from "./Failure";
import { Loading } from "./Loading";

interface Props<T> {
  query: UseQueryResult<T>;
  what: string;
  children: (data: T) => ReactNode;
}

/**
 * The three ways a query can stand. Data that is already there stays on the page when a later
 * refresh fails: an outage of a minute must not blank the screen, only say so.
 */
export function Answer<T>({ query, what, children }: Props<T>) {
  const failure = query.error && (
    <Failure
      error={query.error}
      what={`load ${what}`}
      retry={() => {
        void query.refetch();
      }}
    />
  );
  if (query.data === undefined) return failure ?? <Loading what={what} />;
  return (
    <>
      {failure}
      {children(query.data)}
    </>
  );
}
