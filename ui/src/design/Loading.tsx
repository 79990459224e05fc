export function Loading({ what }: { what: string }) {
  return (
    <div role="status">
      <span className="loading" />
      <span className="spoken">Loading {what}</span>
    </div>
  );
}
