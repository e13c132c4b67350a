package org.extendrouter.ticketfile;

import java.io.IOException;
import java.nio.file.Path;

/** A directory that reviewers can write to is a link, which may lead anywhere. */
public final class LinkRefusedException extends IOException {

  private static final long serialVersionUID = 1;

  LinkRefusedException(Path directory) {
    super(directory + " is a link");
  }
}
