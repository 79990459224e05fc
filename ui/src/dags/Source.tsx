import hljs from "highlight.js/lib/core";
import python from "highlight.js/lib/languages/python";
import yaml from "highlight.js/lib/languages/yaml";
import { useMemo } from "react";
import "./source.css";

hljs.registerLanguage("python", python);
hljs.registerLanguage("yaml", yaml);

export default function Source({ text, python: isPython }: { text: string; python: boolean }) {
  // The highlighter escapes the text it is given; what it returns is its own markup around it.
  const html = useMemo(
    () => hljs.highlight(text, { language: isPython ? "python" : "yaml" }).value,
    [text, isPython],
  );
  const lines = text.replace(/\n$/, "").split("\n").length;
  return (
    <div className="panel source" tabIndex={0} role="region" aria-label="Source of the DAG">
      <pre className="source-lines" aria-hidden="true">
        {Array.from({ length: lines }, (_, line) => line + 1).join("\n")}
      </pre>
      <pre className="source-text" dangerouslySetInnerHTML={{ __html: html }} />
    </div>
  );
}
