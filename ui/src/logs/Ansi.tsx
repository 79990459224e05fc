import Anser from "anser";

/** Text with terminal colours. Most lines have none and are left as they are. */
export function Ansi({ text }: { text: string }) {
  if (!text.includes("\u001b[")) return <>{text}</>;
  return Anser.ansiToJson(text, { use_classes: true, remove_empty: true }).map((part, index) => (
    <span
      key={index}
      className={[part.fg, ...part.decorations.map((name) => `ansi-${name}`)].filter(Boolean).join(" ")}
    >
      {part.content}
    </span>
  ));
}
