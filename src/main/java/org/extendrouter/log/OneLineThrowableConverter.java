package org.extendrouter.log;

import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.StackTraceElementProxy;
import java.util.Arrays;
import org.springframework.boot.logging.logback.ExtendedWhitespaceThrowableProxyConverter;

/** Writes stack traces whose lines are all the log's own: each message stays on one. */
public final class OneLineThrowableConverter extends ExtendedWhitespaceThrowableProxyConverter {

  @Override
  protected String throwableProxyToString(IThrowableProxy throwable) {
    return super.throwableProxyToString(new OneLine(throwable));
  }

  private record OneLine(IThrowableProxy throwable) implements IThrowableProxy {

    @Override
    public String getMessage() {
      return ControlCharacters.writtenOut(throwable.getMessage());
    }

    @Override
    public String getOverridingMessage() {
      return ControlCharacters.writtenOut(throwable.getOverridingMessage());
    }

    @Override
    public String getClassName() {
      return throwable.getClassName();
    }

    @Override
    public StackTraceElementProxy[] getStackTraceElementProxyArray() {
      return throwable.getStackTraceElementProxyArray();
    }

    @Override
    public int getCommonFrames() {
      return throwable.getCommonFrames();
    }

    @Override
    public IThrowableProxy getCause() {
      return throwable.getCause() == null ? null : new OneLine(throwable.getCause());
    }

    @Override
    public IThrowableProxy[] getSuppressed() {
      return throwable.getSuppressed() == null
          ? null
          : Arrays.stream(throwable.getSuppressed())
              .map(OneLine::new)
              .toArray(IThrowableProxy[]::new);
    }

    @Override
    public boolean isCyclic() {
      return throwable.isCyclic();
    }
  }
}
