package org.extendrouter.fetch;

/** Sees each request for bytes. There is none while tracing is off. */
public interface FetchTracing {

  /**
   * Makes a request a part of the trace of the message that this thread works on.
   *
   * @param host who is asked
   * @param port at which port
   * @param request is made while this waits; what it throws is thrown
   * @return what the request returns
   * @throws FetchFailedException if the request does
   */
  byte[] around(String host, int port, Request request) throws FetchFailedException;

  /** Gets the bytes. */
  interface Request {

    /**
     * Gets them.
     *
     * @return the body of a 200
     * @throws FetchFailedException if they are not available
     */
    byte[] get() throws FetchFailedException;
  }
}
