/** Stands in for the `debug` package: services log through their own logger. */
function silent(): void {}
silent.enabled = false;

export default function createDebug(): typeof silent {
  return silent;
}
