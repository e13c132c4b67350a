package org.extendrouter.review;

import org.extendrouter.review.ReviewProperties.Channel;
import org.springframework.stereotype.Component;

/** The channels in use, for the review route to ask. */
@Component("extendReview")
public final class Review {

  private final ReviewProperties properties;

  Review(ReviewProperties properties) {
    this.properties = properties;
  }

  /**
   * Whether tickets go to a directory.
   *
   * @return true if the file channel is on
   */
  public boolean byFile() {
    return properties.channels().contains(Channel.FILE);
  }

  /**
   * Whether tickets go by mail.
   *
   * @return true if the e-mail channel is on
   */
  public boolean byEmail() {
    return properties.byEmail();
  }
}
