package org.extendrouter.tables;

import java.io.EOFException;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.extendrouter.text.SafeText;
import org.h2.api.ErrorCode;
import org.springframework.core.NestedExceptionUtils;

/** Tells apart what may go wrong with the ledger's database. */
public final class LedgerFailure {

  private static final List<Integer> DAMAGE =
      List.of(
          ErrorCode.FILE_CORRUPTED_1,
          ErrorCode.GENERAL_ERROR_1,
          ErrorCode.HEX_STRING_ODD_1,
          ErrorCode.HEX_STRING_WRONG_1);

  private LedgerFailure() {}

  /**
   * Whether another process has the file open.
   *
   * @param failure what went wrong
   * @return true if H2 says so
   */
  public static boolean isLocked(Throwable failure) {
    return hasCode(failure, ErrorCode.DATABASE_ALREADY_OPEN_1);
  }

  /**
   * Whether H2 says by itself that the file is damaged, while it is open.
   *
   * @param failure what went wrong
   * @return true if so
   */
  public static boolean isDamage(Throwable failure) {
    return hasCode(failure, ErrorCode.FILE_CORRUPTED_1);
  }

  /**
   * Whether H2 failed over what is in the file as it opened it, which it says in several ways.
   *
   * @param failure what went wrong
   * @return true if so
   */
  public static boolean isDamageAtOpening(Throwable failure) {
    return DAMAGE.stream().anyMatch(code -> hasCode(failure, code))
        || NestedExceptionUtils.getMostSpecificCause(failure) instanceof EOFException;
  }

  /**
   * Whether H2 found that it may not write the file.
   *
   * @param failure what went wrong
   * @return true if so
   */
  public static boolean isReadOnly(Throwable failure) {
    return hasCode(failure, ErrorCode.DATABASE_IS_READ_ONLY);
  }

  /**
   * Whether a newer H2 wrote the file, in a format that this one does not know.
   *
   * @param failure what went wrong
   * @return true if so
   */
  public static boolean isOfNewerVersion(Throwable failure) {
    return hasCode(failure, ErrorCode.FILE_VERSION_ERROR_1);
  }

  /**
   * Whether a statement about its tables failed, which no disk and no permission explains.
   *
   * @param failure what went wrong
   * @return true if so
   */
  public static boolean isOfTables(Throwable failure) {
    return state(failure).startsWith("42");
  }

  /**
   * The SQL state that the database tells.
   *
   * @param failure what went wrong
   * @return five letters or digits; empty if it tells none
   */
  public static String state(Throwable failure) {
    return innermost(failure).map(SQLException::getSQLState).orElse("");
  }

  /**
   * Whether the disk did not read or write, which says nothing about what is in the file.
   *
   * @param failure what went wrong
   * @return true if so
   */
  public static boolean isOfTheDisk(Throwable failure) {
    Throwable root = NestedExceptionUtils.getMostSpecificCause(failure);
    return root instanceof IOException && !(root instanceof EOFException);
  }

  /**
   * What the database says.
   *
   * @param failure what went wrong
   * @return one line
   */
  public static String reason(Throwable failure) {
    Throwable reason =
        innermost(failure)
            .filter(cause -> cause.getErrorCode() != ErrorCode.GENERAL_ERROR_1)
            .map(Throwable.class::cast)
            .orElseGet(() -> NestedExceptionUtils.getMostSpecificCause(failure));
    return SafeText.oneLine(reason.getMessage(), 300);
  }

  private static boolean hasCode(Throwable failure, int code) {
    return innermost(failure).filter(cause -> cause.getErrorCode() == code).isPresent();
  }

  private static Optional<SQLException> innermost(Throwable failure) {
    SQLException found = null;
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql) {
        found = sql;
      }
    }
    return Optional.ofNullable(found);
  }
}
