import { useEffect } from "react";
import { Icon, type IconName } from "../design/Icon";
import { stored } from "../design/stored";

type Theme = "system" | "light" | "dark";

const useTheme = stored<Theme>("updraft.theme", "system", (value) =>
  ["system", "light", "dark"].includes(value),
);

const next: Record<Theme, Theme> = { system: "light", light: "dark", dark: "system" };
const icons: Record<Theme, IconName> = { system: "screen", light: "sun", dark: "moon" };

export function ThemeButton() {
  const [theme, setTheme] = useTheme();
  useEffect(() => {
    if (theme === "system") delete document.documentElement.dataset["theme"];
    else document.documentElement.dataset["theme"] = theme;
  }, [theme]);
  const text = `Theme: ${theme}. Change to ${next[theme]}`;
  return (
    <button
      type="button"
      className="button quiet icon"
      title={text}
      aria-label={text}
      onClick={() => {
        setTheme(next[theme]);
      }}
    >
      <Icon name={icons[theme]} />
    </button>
  );
}
