/** Version of the agent, as it greets the dashboard. */
export const version = '0.1.0';
