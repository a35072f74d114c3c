/** Whether somebody signs in with a code, too; `codesLeft`: backup codes that nobody used yet. */
export type SecondFactor = { isOn: false } | { isOn: true; codesLeft: number };

/** What is told once, for an app that shows codes: by its QR code or by hand. */
export interface BegunSecondFactor {
  uri: string;
  secret: string;
  backupCodes: string[];
}
