import { queryOptions, useQuery } from "@tanstack/react-query";
import { get } from "../api/http";
import { refusal, type Role } from "./role";

interface Me {
  id: string;
  username: string;
  /** Absent where nobody signs in. */
  role?: Role;
}

const meQuery = queryOptions({
  queryKey: ["me"],
  queryFn: ({ signal }) => get<Me>("/ui/auth/me", signal),
  staleTime: 300_000,
});

export const useMe = () => useQuery(meQuery);

/** Why this user may not do what needs a role; null if they may, or while that is not known. */
export const useRefusal = (needed: Role) => refusal(useMe().data?.role, needed);
