import type { User } from "../issuer/tokens";

const somebody = (name: string, ...groups: string[]): User => ({
  email: `${name}@example.org`,
  password: `${name}'s Passw0rd`,
  groups,
});

/** One of each role; somebody whom nobody gave one; and the group of another team, which is no role. */
export const people = {
  viewer: somebody("vera", "Viewer"),
  user: somebody("uma", "User", "Viewer"),
  op: somebody("otto", "Op"),
  admin: somebody("ada", "Admin"),
  nobody: somebody("nils", "finance"),
};
