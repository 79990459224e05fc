const paths = {
  play: "M5.5 3.8v8.4L12 8z",
  sun: "M8 5.2a2.8 2.8 0 1 0 0 5.6 2.8 2.8 0 0 0 0-5.6M8 1.5v1.3M8 13.2v1.3M1.5 8h1.3M13.2 8h1.3M3.4 3.4l.9.9M11.7 11.7l.9.9M12.6 3.4l-.9.9M4.3 11.7l-.9.9",
  moon: "M12.8 9.6A5.4 5.4 0 0 1 6.4 3.2a5.4 5.4 0 1 0 6.4 6.4z",
  screen: "M2 3.5h12v7.5H2zM6 13.5h4",
  down: "M4 6l4 4 4-4",
  right: "M6 4l4 4-4 4",
  close: "M4.5 4.5l7 7M11.5 4.5l-7 7",
  out: "M6.5 2.5H3v11h3.5M6.5 8H14M11 5l3 3-3 3",
  save: "M8 2.5v7M5 7l3 3 3-3M3 13.5h10",
} as const;

export type IconName = keyof typeof paths;

export function Icon({ name }: { name: IconName }) {
  return (
    <svg
      width="16"
      height="16"
      viewBox="0 0 16 16"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.5"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      <path d={paths[name]} />
    </svg>
  );
}
