/** The addresses of the pages. */
export const watchPath = (jobOrExecution: string): string => `/watch?of=${encodeURIComponent(jobOrExecution)}`;
export const executionPath = (executionArn: string): string => `/execution?arn=${encodeURIComponent(executionArn)}`;
