import { QueryClient } from "@tanstack/react-query";
import { ApiError } from "../api/http";
import { SignInError } from "../signIn/SignInError";

/** A refusal will be a refusal again; only an outage is worth asking twice. */
const isOutage = (error: unknown) =>
  !(error instanceof SignInError) &&
  (!(error instanceof ApiError) || error.status === 0 || error.status >= 500);

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 2_000,
      retry: (failures, error) => failures < 2 && isOutage(error),
    },
  },
});
