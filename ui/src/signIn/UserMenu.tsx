import { Icon } from "../design/Icon";
import { current } from "./current";
import { useMe } from "./useMe";
import "./signIn.css";

/** Who is signed in, and the way out. Nothing where nobody signs in. */
export function UserMenu() {
  const me = useMe();
  const { session } = current;
  if (session === null) return null;
  const name = session.name ?? me.data?.username ?? "";
  const role = me.data?.role;
  return (
    <span className="user">
      <span className="user-name" title={name}>
        {name}
      </span>
      {role && <span className="user-role">{role}</span>}
      <button
        type="button"
        className="button quiet icon"
        title={`Sign out${name === "" ? "" : ` ${name}`}${role ? ` (${role})` : ""}`}
        aria-label="Sign out"
        onClick={() => void session.signOut()}
      >
        <Icon name="out" />
      </button>
    </span>
  );
}
