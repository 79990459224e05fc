const lowest = 6;
const highest = 30;

/** Pixel heights in proportion to the longest; the shortest can still be seen and clicked. */
export function barHeights(seconds: number[]): number[] {
  const longest = Math.max(...seconds, 0);
  if (longest === 0) return seconds.map(() => lowest);
  return seconds.map((one) => Math.round(lowest + (highest - lowest) * (one / longest)));
}
