export function Mark() {
  return (
    <svg
      width="22"
      height="22"
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth="2.2"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      <path d="M5 20c0-5 3-6 7-8s6-4 6-8" />
      <path d="M13.5 5.5 18 3.5l2.5 4.3" />
      <path d="M12 21c0-3 1.5-4 4-5.5" />
    </svg>
  );
}
