/** One signed request, ready to be sent, and sent again unchanged. */
export interface SignedDelivery {
  url: string;
  headers: Record<string, string>;
  body: string;
}
