import { NavLink } from "react-router";

export interface Tab {
  to: string;
  label: string;
}

/** Tabs are links: each has an address that can be shared, and Back works. */
export function Tabs({ label, tabs }: { label: string; tabs: Tab[] }) {
  return (
    <nav className="tabs" aria-label={label}>
      {tabs.map((tab) => (
        <NavLink key={tab.to} to={tab.to} end replace>
          {tab.label}
        </NavLink>
      ))}
    </nav>
  );
}
