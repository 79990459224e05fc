import "react";

// Custom properties may be set from a style attribute.
declare module "react" {
  // eslint-disable-next-line @typescript-eslint/consistent-indexed-object-style -- an interface can only be extended so
  interface CSSProperties {
    [property: `--${string}`]: string | number;
  }
}
