/** Who asks for a link does not get it; the message goes to them. */
export class LinkDenied extends Error {
  override readonly name = 'LinkDenied';
}
