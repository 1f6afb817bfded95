/** Longest text that is told of an answer that is no Status, such as the page of a proxy; characters. */
const longestText = 200;

/** The API server refused, or could not be reached. */
export class ApiError extends Error {
  public override readonly name = 'ApiError';

  /**
   * @param status HTTP status; 0: there was no answer, or none that is of the Kubernetes API
   * @param message what the server said, in its own words
   */
  public constructor(
    public readonly status: number,
    message: string,
  ) {
    super(message);
  }
}

/** The message of a Kubernetes Status, else the beginning of the text itself. */
export function messageOf(text: string): string {
  try {
    return (JSON.parse(text) as { message?: string }).message ?? text;
  } catch {
    return text.trim().slice(0, longestText);
  }
}
