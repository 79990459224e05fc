import { useRef } from "react";
import type { Problem } from "./parseJson";

interface Props {
  text: string;
  problem: Problem | null;
  onText: (text: string) => void;
}

/**
 * A plain text area with the error marked at its place: a copy of the text lies behind it, in the same type,
 * with nothing visible but the mark.
 */
export function ConfEditor({ text, problem, onText }: Props) {
  const behind = useRef<HTMLPreElement>(null);
  return (
    <div className="param conf">
      <label htmlFor="conf">Conf, a JSON object</label>
      <div className="conf-box">
        <pre ref={behind} className="conf-behind" aria-hidden="true">
          {problem ? <Marked text={text} problem={problem} /> : text}{" "}
        </pre>
        <textarea
          id="conf"
          className="input mono"
          rows={Math.min(16, Math.max(7, text.split("\n").length + 1))}
          spellCheck={false}
          value={text}
          aria-invalid={problem !== null}
          aria-describedby="conf-problem"
          onScroll={(event) => {
            if (behind.current) behind.current.scrollTop = event.currentTarget.scrollTop;
          }}
          onChange={(event) => {
            onText(event.target.value);
          }}
        />
      </div>
      <div id="conf-problem" className="param-about" role="status">
        {problem && (
          <span className="fault">
            Line {problem.line}, column {problem.column}: {problem.message}
          </span>
        )}
      </div>
    </div>
  );
}

function Marked({ text, problem }: { text: string; problem: Problem }) {
  const end = problem.offset + problem.length;
  return (
    <>
      {text.slice(0, problem.offset)}
      {/* At the end of the text there is no character to mark. */}
      <mark>{text.slice(problem.offset, end) || " "}</mark>
      {text.slice(end)}
    </>
  );
}
