interface Props {
  offset: number;
  limit: number;
  total: number;
  onOffset: (offset: number) => void;
}

export function Pager({ offset, limit, total, onOffset }: Props) {
  if (total <= limit && offset === 0) return null;
  return (
    <nav className="row" aria-label="Pages" style={{ padding: "8px 0" }}>
      <span className="muted push">
        {Math.min(offset + 1, total)}–{Math.min(offset + limit, total)} of {total}
      </span>
      <button
        type="button"
        className="button"
        disabled={offset === 0}
        onClick={() => {
          onOffset(Math.max(0, offset - limit));
        }}
      >
        Previous
      </button>
      <button
        type="button"
        className="button"
        disabled={offset + limit >= total}
        onClick={() => {
          onOffset(offset + limit);
        }}
      >
        Next
      </button>
    </nav>
  );
}
