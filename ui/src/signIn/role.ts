/** Airflow's roles, each with all that those before it may do. */
export const roles = ["Public", "Viewer", "User", "Op", "Admin"] as const;

export type Role = (typeof roles)[number];

/** Why a user may not do what needs a role; null if they may. Where nobody signs in, everybody may. */
export function refusal(role: Role | null | undefined, needed: Role): string | null {
  if (role === null || role === undefined) return null;
  return roles.indexOf(role) >= roles.indexOf(needed)
    ? null
    : `This needs the role ${needed}; yours is ${role}`;
}
