import { Suspense } from "react";
import { NavLink, Outlet, ScrollRestoration } from "react-router";
import { Loading } from "../design/Loading";
import { NoRole } from "../signIn/NoRole";
import { UserMenu } from "../signIn/UserMenu";
import { HealthNotice } from "./HealthNotice";
import { Mark } from "./Mark";
import { ThemeButton } from "./ThemeButton";
import { Version } from "./Version";
import { ZoneButton } from "./ZoneButton";
import "./shell.css";

export function Shell() {
  return (
    <div className="shell">
      <a className="skip" href="#main">
        Skip to content
      </a>
      <header className="topbar">
        <NavLink to="/" className="brand" aria-label="Updraft: all DAGs">
          <Mark />
          <span className="brand-name">Updraft</span>
        </NavLink>
        <nav aria-label="Main">
          <NavLink to="/" end>
            DAGs
          </NavLink>
          <NavLink to="/import-errors">
            Import <span className="wide">errors</span>
            <span className="narrow">err.</span>
          </NavLink>
          <NavLink to="/pools">Pools</NavLink>
        </nav>
        <div className="row push" style={{ flexWrap: "nowrap", gap: 2 }}>
          <Version />
          <ZoneButton />
          <ThemeButton />
          <UserMenu />
        </div>
      </header>
      <main id="main" tabIndex={-1}>
        <HealthNotice />
        <NoRole>
          <Suspense fallback={<Loading what="the page" />}>
            <Outlet />
          </Suspense>
        </NoRole>
      </main>
      <ScrollRestoration />
    </div>
  );
}
