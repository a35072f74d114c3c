/**
 * Why the dashboard cannot start, in one line that says what to do. Ends the process with exit code
 * 1.
 */
export class StartupProblem extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'StartupProblem';
  }
}
