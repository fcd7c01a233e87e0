"""Days and moments in the words a user would say."""

from datetime import UTC, date, datetime


def now() -> datetime:
    """Return this moment in this computer's time zone."""
    return datetime.now(UTC).astimezone()


def today() -> date:
    """Return this computer's date."""
    return now().date()


def said_day(day: date, on: date) -> str:
    """Return 今天, 昨天, 1月9日 or 2025年1月9日."""
    match (on - day).days:
        case 0:
            return "今天"
        case 1:
            return "昨天"
    month_and_day = f"{day.month}月{day.day}日"
    return month_and_day if day.year == on.year else f"{day.year}年{month_and_day}"


def said_moment(iso: str, on: date) -> str:
    """Return the day and the time of an ISO moment, in this computer's time zone."""
    moment = datetime.fromisoformat(iso).astimezone()
    return f"{said_day(moment.date(), on)} {moment:%H:%M}"
