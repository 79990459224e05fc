import { Icon } from "../design/Icon";

interface Props {
  count: number;
  /** More may come from the server. */
  following: boolean;
  /** The reader wants to stay at the end. */
  follow: boolean;
  onFollow: (follow: boolean) => void;
  fileName: string;
  text: () => string;
}

function save(fileName: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: "text/plain" }));
  const link = document.createElement("a");
  link.href = url;
  link.download = fileName;
  link.click();
  URL.revokeObjectURL(url);
}

export function LogBar({ count, following, follow, onFollow, fileName, text }: Props) {
  return (
    <div className="log-bar row">
      <span className="muted" role="status">
        {count} {count === 1 ? "line" : "lines"}
        {following && " · live"}
      </span>
      {following && (
        <button
          type="button"
          className="button push"
          aria-pressed={follow}
          title="Stay at the end of the log"
          onClick={() => {
            onFollow(!follow);
          }}
        >
          Follow
        </button>
      )}
      <button
        type="button"
        className={`button${following ? "" : " push"}`}
        onClick={() => {
          save(fileName, text());
        }}
      >
        <Icon name="save" />
        Download
      </button>
    </div>
  );
}
